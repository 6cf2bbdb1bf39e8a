/// The handler of mailings and of notifications by e-mail.
package dev.offload.email;
