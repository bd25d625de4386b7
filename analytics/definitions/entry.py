"""What a definition holds, and the sources that several cite."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Definition:
    """A measure, as it is told to those who read it (in Chinese)."""

    key: str  # the name of the column, field or function that holds it
    name: str
    formula: str  # plain text
    unit: str
    reads: str  # how to read it
    caveat: str  # what it does not say
    source: str  # citation; "本看板" where it is a plain count of this dashboard
    functions: tuple[str, ...]  # "module.function" in analytics that compute it


OWN = "本看板约定"
PERIANES = (
    "Perianes-Rodriguez, Waltman & van Eck (2016). Constructing bibliometric networks: A comparison between "
    "full and fractional counting. Journal of Informetrics 10(4), 1178–1195"
)
NEWMAN = (
    "Newman (2001). Scientific collaboration networks. II. Shortest paths, weighted networks, and centrality. "
    "Physical Review E 64, 016132"
)
DELTAS = (
    "Deltas (2003). The small-sample bias of the Gini coefficient. Review of Economics and Statistics 85(1), "
    "226–234"
)
HIRSCHMAN = "Hirschman (1964). The paternity of an index. American Economic Review 54(5), 761–762"
LAAKSO = "Laakso & Taagepera (1979). “Effective” number of parties. Comparative Political Studies 12(1), 3–27"
LORENZ = (
    "Lorenz (1905). Methods of measuring the concentration of wealth. Publications of the American "
    "Statistical Association 9(70), 209–219"
)
BREIGER = "Breiger (1974). The duality of persons and groups. Social Forces 53(2), 181–190"
HOPCROFT = (
    "Hopcroft & Tarjan (1973). Algorithm 447: Efficient algorithms for graph manipulation. "
    "Communications of the ACM 16(6), 372–378"
)
ZWEIG = (
    "Zweig & Kaufmann (2011). A systematic approach to the one-mode projection of bipartite graphs. "
    "Social Network Analysis and Mining 1, 187–218"
)
NEAL = (
    "Neal, Domagalski & Sagan (2021). Comparing alternatives to the fixed degree sequence model for extracting the "
    "backbone of bipartite projections. Scientific Reports 11, 23929"
)
BENJAMINI = (
    "Benjamini & Hochberg (1995). Controlling the false discovery rate. Journal of the Royal Statistical "
    "Society B 57(1), 289–300"
)
HOLM = (
    "Holm (1979). A simple sequentially rejective multiple test procedure. Scandinavian Journal of "
    "Statistics 6(2), 65–70"
)
LATAPY = (
    "Latapy, Magnien & Del Vecchio (2008). Basic notions for the analysis of large two-mode networks. "
    "Social Networks 30(1), 31–48"
)
FREEMAN = "Freeman (1977). A set of measures of centrality based on betweenness. Sociometry 40(1), 35–41"
BLONDEL = (
    "Blondel, Guillaume, Lambiotte & Lefebvre (2008). Fast unfolding of communities in large networks. "
    "Journal of Statistical Mechanics P10008"
)
VALDIVIA = (
    "Valdivia, Buono, Plaisant, Dufournaud & Fekete (2021). Analyzing dynamic hypergraphs with parallel "
    "aggregated ordered hypergraph visualization. IEEE TVCG 27(1), 1–13"
)
LEX = (
    "Lex, Gehlenborg, Strobelt, Vuillemot & Pfister (2014). UpSet: Visualization of intersecting sets. "
    "IEEE TVCG 20(12), 1983–1992"
)
NOT_EFFORT = "只反映文件列名，不反映任务难易和实际投入。"
NOT_COOPERATION = "同列一项任务不等于实际协作，没有同列也不等于没有协作。"
