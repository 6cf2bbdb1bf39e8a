/// Templates of mails and what is made of them. Knows nothing of sending.
package dev.offload.email.letter;
