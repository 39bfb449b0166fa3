package org.genlabel.cli;

import picocli.CommandLine.Command;

/** {@code genlabel datasets}: lists, checks, describes and fetches datasets. */
@Command(
    name = "datasets",
    description = "Lists, checks, describes and fetches datasets.",
    subcommands = {
      DatasetsListCommand.class,
      DatasetsCheckCommand.class,
      DatasetsDescribeCommand.class,
      DatasetsFetchCommand.class
    })
final class DatasetsCommand {}
