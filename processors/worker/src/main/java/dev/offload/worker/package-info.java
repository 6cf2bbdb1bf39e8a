/// What handlers use. Other modules use this package and `scratch`, and nothing else of the
/// worker.
package dev.offload.worker;
