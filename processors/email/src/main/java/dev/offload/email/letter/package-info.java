/// Templates of mails, and rendering them. This package does not send anything.
package dev.offload.email.letter;
