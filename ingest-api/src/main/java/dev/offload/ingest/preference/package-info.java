/// Which mails users get: preferences by user, and the links by which users ask for no more.
package dev.offload.ingest.preference;
