/* global SwaggerUIBundle */

// Whatever address the contract names, what is tried here goes to where the page comes from, and nothing else is allowed to.
function here(request) {
  const address = new URL(request.url, window.location.href);
  request.url = window.location.origin + address.pathname + address.search;
  return request;
}

SwaggerUIBundle({
  url: '/openapi.yaml',
  dom_id: '#docs',
  deepLinking: true,
  displayRequestDuration: true,
  docExpansion: 'list',
  filter: true,
  validatorUrl: null,
  requestInterceptor: here,
});
