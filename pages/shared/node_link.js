// A node-link picture as SVG: what is clicked goes to the page, nodes are dragged and stay, the view zooms and moves.
// `data`: an ECharts graph option's parts (nodes, links, kinds, label), as analytics/charts/network.py makes them.
const SVG = "http://www.w3.org/2000/svg";
const NEAR = 4;  // pixels within which a press is a click and no drag
const STEP = 8;  // by which an arrow key moves a node
const ZOOM = 1.25;

const made = (name, attributes, parent, text) => {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  parent.append(element);
  return element;
};

const button = (parent, label, title, act) => {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = label;
  element.title = title;
  element.setAttribute("aria-label", title);
  element.onclick = act;
  parent.append(element);
  return element;
};

const control = (a, b, bend) => [(a.x + b.x) / 2 - (a.y - b.y) * bend, (a.y + b.y) / 2 - (b.x - a.x) * bend];

export default function (component) {
  const { parentElement: root, data, setStateValue, setTriggerValue } = component;
  const kept = (root.kept ??= { zoom: 1, x: 0, y: 0, before: [] });
  const nodes = data.nodes.map((node) => ({ ...node }));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const tellPlaces = (moved) => setStateValue("moved", moved);

  let frame = root.querySelector(".network");
  if (!frame) {
    frame = document.createElement("div");
    frame.className = "network";
    root.append(frame);
  }
  frame.replaceChildren();
  frame.style.setProperty("--ink", data.ink);
  frame.style.setProperty("--paper", data.paper);
  frame.style.setProperty("--chosen", data.chosen_color);

  const bar = document.createElement("div");
  bar.className = "bar";
  frame.append(bar);
  const legend = document.createElement("div");
  legend.className = "legend";
  bar.append(legend);
  for (const kind of data.kinds) {
    const item = document.createElement("span");
    const sign = document.createElement("i");
    sign.style.background = kind.color;
    if (kind.square) sign.className = "square";
    item.append(sign, kind.name);
    legend.append(item);
  }
  const tools = document.createElement("div");
  tools.className = "tools";
  bar.append(tools);

  const svg = made("svg", { viewBox: `0 0 ${data.width} ${data.height}`, role: "group", "aria-label": data.alt }, frame);
  const field = made("g", {}, svg);
  const view = () => field.setAttribute("transform", `translate(${kept.x} ${kept.y}) scale(${kept.zoom})`);
  view();
  const lines = made("g", { class: "links" }, field);
  const circles = made("g", { class: "nodes" }, field);

  const links = data.links.map((link, at) => {
    const style = link.lineStyle;
    const group = made("g", { class: "link", role: "button", tabindex: -1 }, lines);
    made("title", {}, group, link.title);
    const seen = made("path", {
      fill: "none", stroke: style.color, "stroke-width": style.width, "stroke-opacity": style.opacity,
      ...(style.type === "dashed" ? { "stroke-dasharray": "4 3" } : {}),
    }, group);
    const felt = made("path", { fill: "none", stroke: "transparent", "stroke-width": Math.max(12, style.width) }, group);
    if (data.chosen_link === at) group.classList.add("chosen");
    group.onclick = () => link.open && setTriggerValue("clicked", `link ${at}`);
    return { ...link, group, seen, felt };
  });
  const numbers = nodes.filter((node) => node.edge);
  const drawLink = (link) => {
    const a = byId.get(link.source), b = byId.get(link.target);
    const path = `M${a.x} ${a.y}Q${control(a, b, link.lineStyle.curveness).join(" ")} ${b.x} ${b.y}`;
    link.seen.setAttribute("d", path);
    link.felt.setAttribute("d", path);
  };
  const drawNumber = (node) => {
    const a = byId.get(node.edge[0]), b = byId.get(node.edge[1]);
    const link = links.find((one) => one.source === node.edge[0] && one.target === node.edge[1]);
    const [x, y] = control(a, b, link.lineStyle.curveness);
    node.x = 0.25 * a.x + 0.5 * x + 0.25 * b.x;
    node.y = 0.25 * a.y + 0.5 * y + 0.25 * b.y;
  };
  const put = (node) => node.group.setAttribute("transform", `translate(${node.x} ${node.y})`);

  const highlight = (id) => {
    frame.classList.toggle("one", Boolean(id));
    const near = new Set([id]);
    for (const link of links) {
      const own = link.source === id || link.target === id;
      link.group.classList.toggle("near", own);
      if (own) near.add(link.source).add(link.target);
    }
    for (const node of nodes) if (node.group) node.group.classList.toggle("near", near.has(node.id) || Boolean(node.edge?.includes(id)));
  };

  nodes.forEach((node, at) => {
    if (node.silent) return;
    const number = Boolean(node.edge);
    const group = made("g", {
      class: number ? "number" : "node", role: "button", "aria-label": node.title, ...(number ? {} : { tabindex: 0 }),
    }, circles);
    node.group = group;
    made("title", {}, group, node.title);
    if (number) {
      const [wide, high] = node.symbolSize;
      made("rect", { x: -wide / 2, y: -high / 2, width: wide, height: high, rx: 4, fill: data.paper, "fill-opacity": 0.85 }, group);
      made("text", { y: 5, "text-anchor": "middle", class: "figure" }, group, node.label.formatter);
    } else {
      const half = node.symbolSize / 2, look = node.itemStyle;
      if (look.borderColor) group.classList.add("hollow");
      const drawn = { fill: look.color, ...(look.borderColor ? { stroke: look.borderColor, "stroke-width": 2, "stroke-dasharray": "3 2" } : {}) };
      if (node.symbol === "rect") made("rect", { x: -half, y: -half, width: 2 * half, height: 2 * half, class: "shape", ...drawn }, group);
      else made("circle", { r: half, class: "shape", ...drawn }, group);
      if (data.moved[node.id]) made("circle", { r: 2.5, class: "pin", fill: look.borderColor ? look.borderColor : data.paper }, group);
      if (node.badge) made("text", { y: 5, "text-anchor": "middle", class: "badge" }, group, node.badge);
      const inside = node.label?.position === "inside", beside = node.label?.position === "right";
      made("text", inside ? { y: 5, "text-anchor": "middle", class: "inside" } : beside ? { x: half + 8, y: 5 } : { y: half + 17, "text-anchor": "middle" }, group, node.name);
    }
    put(node);
    if (data.chosen_node === at) group.classList.add("chosen");
    const open = () => setTriggerValue("clicked", `node ${at}`);
    if (number) { group.onclick = open; return; }
    group.onmouseenter = group.onfocus = () => highlight(node.id);
    group.onmouseleave = group.onblur = () => highlight(null);

    const settle = () => {
      kept.before.push(data.moved);
      tellPlaces({ ...data.moved, [node.id]: [Math.round(node.x), Math.round(node.y)] });
    };
    const follow = (x, y) => {
      node.x = Math.min(Math.max(x, 0), data.width);
      node.y = Math.min(Math.max(y, 0), data.height);
      put(node);
      for (const link of links) if (link.source === node.id || link.target === node.id) drawLink(link);
      for (const one of numbers) if (one.edge.includes(node.id)) { drawNumber(one); put(one); }
    };
    group.onkeydown = (event) => {
      const step = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[event.key];
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); open(); }
      else if (step) { event.preventDefault(); follow(node.x + step[0], node.y + step[1]); group.dataset.shifted = "1"; }
    };
    group.onkeyup = (event) => {
      if (event.key.startsWith("Arrow") && group.dataset.shifted) { delete group.dataset.shifted; settle(); }
    };
    group.onpointerdown = (event) => {
      if (event.button) return;
      event.stopPropagation();
      group.setPointerCapture(event.pointerId);
      const scale = svg.getScreenCTM().a * kept.zoom, from = [event.clientX, event.clientY], was = [node.x, node.y];
      let dragged = false;
      group.onpointermove = (move) => {
        const by = [move.clientX - from[0], move.clientY - from[1]];
        dragged ||= Math.hypot(...by) > NEAR;
        if (dragged) follow(was[0] + by[0] / scale, was[1] + by[1] / scale);
      };
      group.onpointerup = () => {
        group.onpointermove = group.onpointerup = null;
        if (dragged) settle();
        else open();
      };
    };
  });
  links.forEach(drawLink);

  svg.onpointerdown = (event) => {
    if (event.button || event.target.closest(".link, .number")) return;
    svg.setPointerCapture(event.pointerId);
    const scale = svg.getScreenCTM().a, from = [event.clientX, event.clientY], was = [kept.x, kept.y];
    svg.onpointermove = (move) => {
      kept.x = was[0] + (move.clientX - from[0]) / scale;
      kept.y = was[1] + (move.clientY - from[1]) / scale;
      view();
    };
    svg.onpointerup = () => { svg.onpointermove = svg.onpointerup = null; };
  };
  const zoom = (by, x = data.width / 2, y = data.height / 2) => {
    const to = Math.min(6, Math.max(0.5, kept.zoom * by));
    kept.x = x - (x - kept.x) * to / kept.zoom;
    kept.y = y - (y - kept.y) * to / kept.zoom;
    kept.zoom = to;
    view();
  };
  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;  // without them the page scrolls
    event.preventDefault();
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    zoom(event.deltaY < 0 ? ZOOM : 1 / ZOOM, at.x, at.y);
  }, { passive: false });

  button(tools, "＋", "放大（Ctrl 加滚轮）", () => zoom(ZOOM));
  button(tools, "－", "缩小（Ctrl 加滚轮）", () => zoom(1 / ZOOM));
  button(tools, "全图", "回到全图", () => { Object.assign(kept, { zoom: 1, x: 0, y: 0 }); view(); });
  button(tools, "撤销", "撤销上一次移动", () => tellPlaces(kept.before.pop())).disabled = !kept.before.length;
  button(tools, "还原", "所有部门回到原来的位置", () => { kept.before.push(data.moved); tellPlaces({}); })
    .disabled = !Object.keys(data.moved).length;
  button(tools, "PNG", "下载为 PNG 图片", () => png(data.sheet));
}

// The sheet that the page also gives as SVG, drawn three times as large.
function png(sheet) {
  const image = new Image();
  image.onload = () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: image.width * 3, height: image.height * 3 });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    Object.assign(document.createElement("a"), { href: canvas.toDataURL("image/png"), download: "协同网络.png" }).click();
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(sheet)}`;
}
