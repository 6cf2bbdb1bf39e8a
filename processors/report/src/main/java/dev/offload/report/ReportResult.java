package dev.offload.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.offload.report.protocol.Column;
import java.util.List;

/// The result of a task of type `report`. The report's files are output files of the task.
///
/// @param rows how many rows the answer has
/// @param preview the first rows, in the order of the columns, with long texts cut
record ReportResult(long rows, List<Column> columns, List<List<JsonNode>> preview) {}
