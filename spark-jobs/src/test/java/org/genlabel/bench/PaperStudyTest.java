package org.genlabel.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.genlabel.cost.Shape;
import org.genlabel.data.catalog.DatasetCatalog;
import org.genlabel.train.Scheme;
import org.junit.jupiter.api.Test;

class PaperStudyTest {
  @Test
  void itsDatasetsAreThoseOfThePaper() {
    Map<String, Shape> shapes = PaperStudy.shapes(new DatasetCatalog());

    assertThat(shapes).hasSize(133);
    // 2310 rows, 693 of which are test rows.
    assertThat(shapes).containsEntry("36", new Shape(1617, 19, 7));
    assertThat(shapes.values()).allSatisfy(shape -> assertThat(shape.features()).isPositive());
  }

  @Test
  void genLabelByCrossValidationCostsTheAuthorsBothDensities() {
    assertThat(AuthorsTimes.seconds(468, Scheme.GENLABEL_CV)).hasValue(11.9 + 6.5);
    assertThat(AuthorsTimes.seconds(468, Scheme.MIXUP)).hasValue(0.59);
    assertThat(AuthorsTimes.seconds(468, Scheme.CUTMIX)).isEmpty();
    assertThat(AuthorsTimes.seconds(61, Scheme.MIXUP)).isEmpty();
  }
}
