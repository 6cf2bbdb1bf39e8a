/// What handlers are given. Other modules use this package and `scratch`, and nothing else of the
/// worker.
package dev.offload.worker;
