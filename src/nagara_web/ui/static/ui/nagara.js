// Two comforts of the sign-in pages; both pages are complete without them.
(function () {
  if (window.nagara) return
  window.nagara = true
  document.addEventListener('click', function (event) {
    const link = event.target.closest('[data-shows]')
    const field = link && document.getElementById(link.dataset.shows)
    if (!field) return
    event.preventDefault()
    field.type = field.type === 'password' ? 'text' : 'password'
    const words = link.textContent
    link.textContent = link.dataset.other
    link.dataset.other = words
  })
  document.addEventListener('allauth.error', function (event) {
    event.preventDefault()
    document.querySelectorAll('[data-passkey-error]').forEach(function (each) { each.hidden = false })
  })
  // a passkey belongs to a name, never to a number
  if (window.PublicKeyCredential && !/^[\d.:[\]]+$/.test(location.hostname)) {
    document.querySelectorAll('[data-needs=passkey]').forEach(function (each) { each.hidden = false })
  }
})()
