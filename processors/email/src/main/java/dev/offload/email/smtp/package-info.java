/// Hands mails to an SMTP server. This package knows nothing of tasks.
package dev.offload.email.smtp;
