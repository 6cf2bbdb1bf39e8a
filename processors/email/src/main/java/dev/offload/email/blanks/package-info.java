/// What counts as blank in texts that people typed or pasted.
package dev.offload.email.blanks;
