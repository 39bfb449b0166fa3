package org.genlabel.cli;

import picocli.CommandLine.Command;

/** {@code genlabel datasets}: what data there is. */
@Command(
    name = "datasets",
    description = "Lists and checks datasets.",
    subcommands = {DatasetsListCommand.class, DatasetsCheckCommand.class})
final class DatasetsCommand {}
