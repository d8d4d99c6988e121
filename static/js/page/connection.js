// No connection: a bar until the server answers again.
{
  const { find, on, word, isQuiet, complain } = page

  let ping = 0

  const lost = ({ detail }) => {
    if (!isQuiet(detail.elt)) {
      complain(word("failed"))
      window.htmx.trigger(document.body, "refused")
    }
    const bar = find("#offline")
    if (!bar || ping) return
    bar.hidden = false
    ping = setInterval(async () => {
      const answer = await fetch(document.body.dataset.ping, { cache: "no-store" }).catch(() => null)
      if (!answer?.ok) return
      clearInterval(ping)
      ping = 0
      bar.hidden = true
    }, 4000)
  }

  on("htmx:sendError", lost)
  on("htmx:timeout", lost)
}
