/// What the tests of this module share: the application's surroundings, and a client.
package dev.offload.ingest.rig;
