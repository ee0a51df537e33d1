/* eaves.js - what a page gains when scripts run. Every form and link works without it. */
(function () {
  'use strict';
  var doc = document;

  // A form is sent once: the buttons rest until the answer, and wake when the page comes back.
  doc.addEventListener('submit', function (e) {
    var form = e.target;
    if (e.defaultPrevented || form.method !== 'post') {
      return;
    }
    if (form.dataset.sent) {
      e.preventDefault();
      return;
    }
    form.dataset.sent = '1';
    form.setAttribute('aria-busy', 'true');
  });
  addEventListener('pageshow', function () {
    doc.querySelectorAll('form[data-sent]').forEach(function (form) {
      delete form.dataset.sent;
      form.removeAttribute('aria-busy');
    });
  });
})();
