/// What the readers of users' CSV files have in common.
package dev.offload.csv;
