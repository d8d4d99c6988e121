// A file that the server would refuse for its size is refused before it travels.

document.addEventListener("change", ({ target }) => {
  if (!target.dataset.limitMb) return
  const isLarge = [...target.files].some(({ size }) => size > target.dataset.limitMb * 1024 * 1024)
  const place = target.closest(".field").querySelector("[data-large]")
  place.textContent = isLarge ? place.dataset.large : ""
  target.setCustomValidity(place.textContent)
})
