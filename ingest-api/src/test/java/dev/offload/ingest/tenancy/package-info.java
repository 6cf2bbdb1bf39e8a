/// Nobody sees what is another tenant's.
package dev.offload.ingest.tenancy;
