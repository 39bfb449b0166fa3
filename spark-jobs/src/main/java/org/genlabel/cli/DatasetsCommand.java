package org.genlabel.cli;

import picocli.CommandLine.Command;

/** {@code genlabel datasets}: what data there is. */
@Command(
    name = "datasets",
    description = "Lists, checks and fetches datasets.",
    subcommands = {
      DatasetsListCommand.class,
      DatasetsCheckCommand.class,
      DatasetsFetchCommand.class
    })
final class DatasetsCommand {}
