// What other people changed comes in by itself, but never under a drag, an edit or the focus.

class LiveBoard {
  #board
  #waiting = new Set()
  #whole = false
  #timer = null

  constructor(board) {
    this.#board = board
    document.body.addEventListener("board:changed", this.#changed)
    document.body.addEventListener("htmx:beforeRequest", this.#spare)
  }

  disconnect() {
    document.body.removeEventListener("board:changed", this.#changed)
    document.body.removeEventListener("htmx:beforeRequest", this.#spare)
    clearTimeout(this.#timer)
  }

  // A hidden tab asks nothing, and while a move is on its way the answer would be outdated.
  #spare = (event) => {
    const asks = event.detail.elt.id === "board-changes"
    if (asks && (document.hidden || this.#board.isSending)) event.preventDefault()
  }

  #changed = (event) => {
    for (const column of event.detail.columns) this.#waiting.add(String(column))
    if (event.detail.all && this.#isRebuilt(event.detail.all)) this.#whole = true
    this.refresh()
  }

  refresh = () => {
    clearTimeout(this.#timer)
    if (!this.#waiting.size && !this.#whole) return
    if (this.#board.isBusy) {
      this.#timer = setTimeout(this.refresh, 400)
      return
    }
    const columns = [...this.#waiting]
    this.#waiting.clear()
    if (this.#board.dataset.whole || this.#whole) {
      this.#whole = false
      return this.#ask(this.#board.dataset.whole ?? location.href, "#board")
    }
    for (const id of columns) {
      const column = this.#board.querySelector(`section[data-column="${id}"]`)
      if (column) this.#ask(column.dataset.url, `#${column.id}`)
    }
  }

  // Columns were added, removed or put in another order: one of them alone will not do.
  #isRebuilt(columns) {
    const here = [...this.#board.querySelectorAll("section[data-column]")]
    return !this.#board.dataset.whole && String(here.map((c) => c.dataset.column)) !== String(columns)
  }

  #ask(url, target) {
    htmx.ajax("GET", url, { target, swap: "morph:outerHTML" })
  }
}
