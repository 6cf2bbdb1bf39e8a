/// An SMTP server for development: it keeps all mail, delivers none, and shows it in the browser.
package dev.offload.mailsink;
