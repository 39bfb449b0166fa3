package org.genlabel.report.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.genlabel.data.synthetic.SyntheticDataset;
import org.genlabel.report.page.PageFiles;
import org.genlabel.report.plot.SvgDocument;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Tests the whole page of figures with one trial on the only dataset with small networks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FiguresReportTest {
  private final List<String> progress = new ArrayList<>();
  private FiguresReport report;
  private PageFiles files;

  @BeforeAll
  void compose() throws InterruptedException {
    report =
        new FiguresReport(
            1,
            new FiguresReport.Extent(List.of(SyntheticDataset.CUBE_3D), 1, 50),
            (done, all) -> progress.add(done + " of " + all));
    files = report.files();
  }

  private List<String> found(String pattern) {
    List<String> found = new ArrayList<>();
    String page = new String(files.files().get(PageFiles.PAGE), StandardCharsets.UTF_8);
    Matcher matcher = Pattern.compile(pattern).matcher(page);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  @Test
  void idsInThePageAreUnique() {
    assertThat(found(" id=\"([^\"]+)\"")).hasSizeGreaterThan(40).doesNotHaveDuplicates();
  }

  @Test
  void everyLinkHasItsFileAndEveryFileItsLink() {
    List<String> expected = new ArrayList<>(found("href=\"([^\"#]+\\.(?:csv|svg|png))\""));
    expected.add(PageFiles.PAGE);
    if (!files.warnings().isEmpty()) {
      expected.removeIf(name -> name.endsWith(".png"));
    }

    assertThat(files.files().keySet()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(files.files().keySet()).last().isEqualTo(PageFiles.PAGE);
    assertThat(found("href=\"#([^\"]+)\"")).isSubsetOf(found(" id=\"([^\"]+)\"")).hasSize(6);
  }

  @Test
  void everyPictureIsWellFormed() {
    for (Map.Entry<String, byte[]> file : files.files().entrySet()) {
      if (file.getKey().endsWith(".svg")) {
        SvgDocument.of(new String(file.getValue(), StandardCharsets.UTF_8)).assertNamed();
      }
    }
  }

  @Test
  void appendixHasItsPicture() {
    assertThat(files.files()).containsKeys("appendix-b1-losses.svg", "appendix-b1-orders.csv");
  }

  @Test
  void accuraciesAreComparedWithThePapers() {
    assertThat(
            new String(files.files().get("table1-synthetic.csv"), StandardCharsets.UTF_8).lines())
        .hasSize(5)
        .element(1)
        .asString()
        .startsWith("3d-cube,vanilla,93.0,93.0,");
    assertThat(report.text()).startsWith("Table 1: test accuracy on synthetic data, %\n");
  }

  @Test
  void everyNetworkIsCounted() {
    assertThat(progress).containsExactly("1 of 4", "2 of 4", "3 of 4", "4 of 4");
  }
}
