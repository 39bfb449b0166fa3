package org.genlabel.cli;

import picocli.CommandLine.Command;

/** {@code genlabel datasets}: lists, checks and fetches datasets. */
@Command(
    name = "datasets",
    description = "Lists, checks and fetches datasets.",
    subcommands = {
      DatasetsListCommand.class,
      DatasetsCheckCommand.class,
      DatasetsFetchCommand.class
    })
final class DatasetsCommand {}
