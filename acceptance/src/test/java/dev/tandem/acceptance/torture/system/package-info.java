/** The whole system as separate processes behind proxies. Depends on the proxies, the back ends and the token issuer. */
package dev.tandem.acceptance.torture.system;
