package org.genlabel.results;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Merges the many files that tasks wrote into one of each table. The process may die at any point:
 * the new files have hidden names until a plan, which is written once they are complete, says which
 * files they replace; a later attempt carries out a plan that it finds. Concurrent readers miss
 * cells for a moment, but never see one twice.
 */
final class Compaction {
  private static final String PLAN = "_compaction.json";
  // Enough for the file names of half a million tasks, which is more than Spark takes.
  private static final int MOST_BYTES = 64 << 20;
  private static final Pattern FILE_OF_TABLE =
      Pattern.compile("(cells|cv_scores)/[A-Za-z0-9_][A-Za-z0-9._-]*");
  private final RunFiles files;

  Compaction(RunFiles files) {
    this.files = files;
  }

  /**
   * The steps that are left once the new files are complete.
   *
   * @param remove files that are replaced
   * @param reveal the final names of the new files, by their hidden ones
   */
  private record Plan(
      @JsonProperty("remove") List<String> remove,
      @JsonProperty("reveal") Map<String, String> reveal) {
    Plan {
      remove = remove == null ? List.of() : List.copyOf(remove);
      reveal = reveal == null ? Map.of() : new LinkedHashMap<>(reveal);
    }
  }

  /**
   * Compacts the tables.
   *
   * @param attempt part of the new files' names
   */
  void run(int attempt) throws IOException {
    List<String> parts = TableFolders.TABLES.filesOfCells(files, ResultStore.PART_PREFIX);
    List<String> failed = TableFolders.TABLES.filesOfCells(files, ResultStore.FAILED_PREFIX);
    // A retry of a partition with failed rows may have left files of both kinds.
    if (parts.size() <= 1 && failed.size() <= 1) {
      return;
    }
    String name = String.format(Locale.ROOT, "%03d-compacted.parquet", attempt);
    Map<String, String> reveal = new LinkedHashMap<>();
    String scores = hidden(reveal, ResultSchema.CV_SCORES, ResultStore.PART_PREFIX + name);
    String cells = hidden(reveal, ResultSchema.CELLS, ResultStore.PART_PREFIX + name);
    String failures = hidden(reveal, ResultSchema.CELLS, ResultStore.FAILED_PREFIX + name);
    List<String> written;
    try (CellMerge merge = new CellMerge(files, row -> true, Set.of(), cells, scores, failures)) {
      for (String part : Stream.concat(parts.stream(), failed.stream()).toList()) {
        merge.add(file(ResultSchema.CELLS, part), file(ResultSchema.CV_SCORES, part));
      }
      written = merge.written();
    }
    reveal.keySet().retainAll(written);
    List<String> remove = new ArrayList<>();
    for (ResultSchema<?> table : ResultSchema.TABLES) {
      for (String old : files.names(TableFolders.TABLES.folder(table))) {
        if (old.startsWith(ResultStore.PART_PREFIX) || old.startsWith(ResultStore.FAILED_PREFIX)) {
          remove.add(file(table, old));
        }
      }
    }
    Plan plan = new Plan(remove, reveal);
    files.write(PLAN, new ObjectMapper().writeValueAsString(plan));
    carryOut(plan);
  }

  private static String hidden(Map<String, String> reveal, ResultSchema<?> table, String name) {
    String visible = file(table, name);
    String hidden = RunFiles.unfinished(visible);
    reveal.put(hidden, visible);
    return hidden;
  }

  private static String file(ResultSchema<?> table, String name) {
    return TableFolders.TABLES.file(table, name);
  }

  /** Completes a compaction that died after its plan was written. */
  void complete() throws IOException {
    Optional<String> text = files.read(PLAN, MOST_BYTES);
    if (text.isPresent()) {
      carryOut(parse(text.get()));
    }
  }

  private static Plan parse(String text) throws IOException {
    Plan plan;
    try {
      plan = new ObjectMapper().readValue(text, Plan.class);
    } catch (JsonProcessingException e) {
      throw new IOException(PLAN + " is damaged: " + e.getOriginalMessage(), e);
    }
    if (plan == null) {
      throw new IOException(PLAN + " is damaged: it holds nothing");
    }
    List<String> named = new ArrayList<>(plan.remove());
    named.addAll(plan.reveal().keySet());
    named.addAll(plan.reveal().values());
    for (String name : named) {
      // The text is not trusted, as files are deleted by it.
      if (!FILE_OF_TABLE.matcher(name).matches()) {
        throw new IOException(
            PLAN + " names " + name + ", which is not a file of the run's tables");
      }
    }
    return plan;
  }

  private void carryOut(Plan plan) throws IOException {
    for (String old : plan.remove()) {
      // A new file may have the name of one it replaces, and be there already.
      if (!plan.reveal().containsValue(old)) {
        files.delete(old);
      }
    }
    for (Map.Entry<String, String> file : plan.reveal().entrySet()) {
      if (files.exists(file.getKey())) {
        files.replace(file.getKey(), file.getValue());
      }
    }
    files.delete(PLAN);
  }
}
