/// How clients' changes get to `offload.config`.
package dev.offload.ingest.change;
