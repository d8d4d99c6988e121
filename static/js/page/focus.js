// Focus never falls off the page.
{
  const { find, on } = page

  let focused = null
  on("htmx:beforeSwap", () => { focused = document.activeElement })

  on("htmx:afterSettle", ({ detail }) => {
    const wish = detail.elt.matches?.("[data-focus]") ? detail.elt : detail.elt.querySelector?.("[data-focus]")
    const wanted = wish && document.getElementById(wish.dataset.focus)
    if (wanted) return wanted.focus()
    const isLost = document.activeElement === document.body && focused && focused !== document.body
    if (!isLost || focused.isConnected) return
    const near = (focused.id && document.getElementById(focused.id)) || find("h2, h1", detail.target?.isConnected ? detail.target.closest("section, main") ?? document : document) || find("#main")
    if (!near.matches("a, button, input, select, textarea, [tabindex]")) near.tabIndex = -1
    near.focus()
  })
}
