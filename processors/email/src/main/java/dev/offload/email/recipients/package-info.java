/// The recipients of a mailing, from the input or from an uploaded CSV file.
package dev.offload.email.recipients;
