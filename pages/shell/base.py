"""Below which path the dashboard is, where it shares a host's name with others (server.baseUrlPath)."""

from streamlit import config


def base() -> str:
    """The path below which the dashboard is, without a slash at its end; empty where it has the whole host."""
    path = str(config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


def below(path: str) -> str:
    """What is asked for, below the base; a path that is not below it stays as it is."""
    own = base()
    if own and (path == own or path.startswith(f"{own}/")):
        return path[len(own) :] or "/"
    return path
