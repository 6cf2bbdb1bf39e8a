/// Who a mailing goes to: named in the input, or in an uploaded CSV file.
package dev.offload.email.recipients;
