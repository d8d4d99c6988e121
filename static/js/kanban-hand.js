// A quick hand lets go before SortableJS, which looks where the card is every 50 ms, has looked.
// Without one last look the card would fall where it was a moment ago, or not move at all.

class QuickHand {
  #held = false

  constructor() {
    for (const kind of ["pointerup", "mouseup"]) addEventListener(kind, this.#letGo, true)
  }

  disconnect() {
    for (const kind of ["pointerup", "mouseup"]) removeEventListener(kind, this.#letGo, true)
  }

  #letGo = (event) => {
    const isDragging = Boolean(Sortable.clone) // made at the first move; the card floats a tick later
    if (!isDragging || this.#held) return
    if (Sortable.active) return this.#look(event)
    event.stopImmediatePropagation()
    setTimeout(() => {
      this.#look(event)
      this.#held = true
      document.dispatchEvent(new event.constructor(event.type, event))
      this.#held = false
    })
  }

  #look(event) {
    document.dispatchEvent(new event.constructor(event.type.replace("up", "move"), event))
    Sortable.active?._emulateDragOver()
  }
}
