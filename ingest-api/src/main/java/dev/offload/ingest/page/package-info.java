/// What browsers load from the API itself: the element that shows progress, and the portal.
package dev.offload.ingest.page;
