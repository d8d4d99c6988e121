// <kanban-board>: moving a card fills in and sends the board's own move form (kanban-moves.js).

class KanbanBoard extends HTMLElement {
  #dragging = false
  #hand
  #keyboard
  #live
  #moves

  connectedCallback() {
    this.#hand = new QuickHand()
    this.#keyboard = new KeyboardMover(this)
    this.#moves = new MoveQueue(this)
    this.#live = new LiveBoard(this)
    this.#sortAll()
    document.body.addEventListener("htmx:afterSettle", this.#sortAll)
    document.body.addEventListener("htmx:oobBeforeSwap", this.#undress)
  }

  disconnectedCallback() {
    this.#hand.disconnect()
    this.#keyboard.disconnect()
    this.#live.disconnect()
    document.body.removeEventListener("htmx:afterSettle", this.#sortAll)
    document.body.removeEventListener("htmx:oobBeforeSwap", this.#undress)
  }

  get isSending() {
    return this.#moves.isSending
  }

  get isBusy() {
    const typing = this.querySelector(":is(input, textarea, select):focus:not(.quick__title), details[open]")
    return this.#dragging || this.isSending || this.#keyboard.isLifting || Boolean(typing)
  }

  placeOf(card) {
    return { list: card.parentElement, next: card.nextElementSibling }
  }

  putBack(card, { list, next }) {
    list.insertBefore(card, next?.parentElement === list ? next : null)
  }

  listsBeside(card) {
    const lane = card.parentElement.dataset.lane
    return [...this.querySelectorAll(".column__cards")].filter((list) => list.dataset.lane === lane)
  }

  send(card, home) {
    this.#moves.add(card, home)
  }

  refresh() {
    this.#live.refresh()
  }

  say(what, card) {
    const list = card.parentElement
    const places = [...list.children]
    const words = {
      card: [...card.querySelectorAll(".tag, .bcard__title")].map((part) => part.textContent.trim()).join(", "),
      column: list.dataset.name,
      place: places.indexOf(card) + 1,
      count: places.length,
    }
    const sentence = this.dataset[what].replace(/\{(\w+)\}/g, (_, name) => words[name])
    document.getElementById("board-voice").textContent = sentence
  }

  // Dragging leaves a style on the card; htmx would copy it, and the content policy forbids that.
  #undress = ({ detail }) => detail.target.removeAttribute("style")

  #sortAll = () => {
    for (const list of this.querySelectorAll(".column__cards")) {
      if (Sortable.get(list)) continue
      Sortable.create(list, {
        group: `lane-${list.dataset.lane}`,
        draggable: ".bcard",
        animation: 120,
        forceFallback: true,
        fallbackTolerance: 4,
        delay: 180,
        delayOnTouchOnly: true,
        scrollSensitivity: 60,
        onStart: this.#start,
        onEnd: this.#end,
      })
    }
  }

  #start = () => this.#show(true)

  #show(isDragging) {
    this.#dragging = isDragging
    this.classList.toggle("board--dragging", isDragging)
    document.documentElement.classList.toggle("is-dragging", isDragging)
  }

  #end = ({ item, from, oldDraggableIndex }) => {
    this.#show(false)
    const others = [...from.children].filter((card) => card !== item)
    this.send(item, { list: from, next: others[oldDraggableIndex] ?? null })
    this.#live.refresh()
  }
}

customElements.define("kanban-board", KanbanBoard)
