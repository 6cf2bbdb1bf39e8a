/// Handing mails to an SMTP server. Knows nothing of tasks.
package dev.offload.email.smtp;
