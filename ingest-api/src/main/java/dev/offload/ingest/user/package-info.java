/// The users of tenants' own applications: their ids.
package dev.offload.ingest.user;
