"""What a hand does on a board, waiting for what a person would see first."""

from playwright.sync_api import Locator, Page, expect


def ready(page: Page) -> None:
    """The cards can be taken: their handles show when the script is there."""
    expect(page.locator("kanban-board:defined")).to_be_visible()


def drag(page: Page, card: Locator, where: Locator) -> None:
    """Take a card that stands still, pull it until it floats, carry it, let go."""
    ready(page)
    card.hover(position={"x": 40, "y": 40})
    page.mouse.down()
    start = card.bounding_box()
    page.mouse.move(start["x"] + 60, start["y"] + 50, steps=4)
    expect(page.locator(".board--dragging")).to_be_visible()
    end = where.bounding_box()
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] - 12, steps=12)
    page.mouse.up()


#: Press, pull and let go before the page has had a moment for anything else.
FLICK = """([card, place]) => {
  const corner = (element) => element.getBoundingClientRect()
  const start = {x: corner(card).x + 40, y: corner(card).y + 40}
  const end = {x: corner(place).x + 100, y: corner(place).bottom - 12}
  const at = (part) => ({
    clientX: start.x + (end.x - start.x) * part, clientY: start.y + (end.y - start.y) * part,
  })
  const send = (kind, part) => card.dispatchEvent(new PointerEvent(kind, {
    bubbles: true, cancelable: true, pointerType: "mouse", isPrimary: true, pointerId: 1,
    button: 0, ...at(part),
  }))
  send("pointerdown", 0)
  for (let step = 1; step <= 10; step++) send("pointermove", step / 10)
  send("pointerup", 1)
}"""


def flick(page: Page, card: Locator, where: Locator) -> None:
    """Drag quicker than the page can look."""
    ready(page)
    page.evaluate(FLICK, [card.element_handle(), where.element_handle()])
