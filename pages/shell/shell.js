// Runs before Streamlit does. What the browser's history keeps is decided here, once: a change of page or a followed
// link is an entry; a filter, a click in a chart or a sorted table changes the entry that is there. So Back leaves the page.
(() => {
  const push = history.pushState.bind(history);
  history.pushState = (state, title, url) => {
    const next = new URL(url ?? location.href, location.href);
    return next.pathname === location.pathname
      ? history.replaceState(state, title, url)
      : push(state, title, url);
  };

  // Links in our own HTML change the page as Streamlit's own do, without loading the app anew.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.in-app");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
      return;
    }
    const next = new URL(link.href);
    if (next.origin !== location.origin) return;
    event.preventDefault();
    if (next.href !== location.href) push({}, "", next.href);
    window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  });
})();
