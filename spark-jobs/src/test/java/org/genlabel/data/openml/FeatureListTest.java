package org.genlabel.data.openml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.genlabel.data.Attribute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureListTest {
  private static final List<Attribute> COLUMNS =
      List.of(
          new Attribute("x y", Attribute.Kind.NUMERIC, List.of()),
          new Attribute("class", Attribute.Kind.NOMINAL, List.of("b", "<a", "c ")),
          new Attribute("constant", Attribute.Kind.NOMINAL, List.of("1")),
          new Attribute("note", Attribute.Kind.STRING, List.of()),
          new Attribute("day", Attribute.Kind.DATE, List.of()));

  @Test
  void jsonOfTheServiceIsRead() throws Exception {
    String json =
        """
        {"data_features":{"feature":[
          {"index":"1","name":"class","data_type":"nominal","nominal_value":["b","<a","c "],
           "is_target":"true","is_ignore":"false","is_row_identifier":"false",
           "number_of_missing_values":"0"},
          {"index":"0","name":"x y","data_type":"numeric","nominal_value":[],"is_target":"false"},
          {"index":2,"name":"constant","data_type":"nominal","nominal_value":"1"},
          {"index":"3","name":"note","data_type":"string"},
          {"index":"4","name":"day","data_type":"date"}]}}
        """;

    assertThat(json(json)).isEqualTo(COLUMNS);
  }

  @Test
  void xmlOfOpenMlPythonIsRead() throws Exception {
    String xml =
        """
        <oml:data_features xmlns:oml="http://openml.org/openml">
          <oml:feature><oml:index>0</oml:index><oml:name>x y</oml:name>
            <oml:data_type>numeric</oml:data_type><oml:is_target>false</oml:is_target></oml:feature>
          <oml:feature>
            <oml:index> 1 </oml:index>
            <oml:name>class</oml:name>
            <oml:data_type>nominal</oml:data_type>
            <oml:nominal_value>b</oml:nominal_value>
            <oml:nominal_value>&lt;a</oml:nominal_value>
            <oml:nominal_value>c </oml:nominal_value>
            <oml:number_of_missing_values>0</oml:number_of_missing_values>
          </oml:feature>
          <oml:feature><oml:index>2</oml:index><oml:name>constant</oml:name>
            <oml:data_type>nominal</oml:data_type><oml:nominal_value>1</oml:nominal_value>
          </oml:feature>
          <oml:feature><oml:index>3</oml:index><oml:name>note</oml:name>
            <oml:data_type>string</oml:data_type></oml:feature>
          <oml:feature><oml:index>4</oml:index><oml:name>day</oml:name>
            <oml:data_type>date</oml:data_type></oml:feature>
        </oml:data_features>
        """;

    assertThat(FeatureList.ofXml(bytes(xml), "features.xml")).isEqualTo(COLUMNS);
  }

  @Test
  void aSingleFeatureNeedNotBeAList() throws Exception {
    assertThat(json(features("{\"index\":\"0\",\"name\":\"x\",\"data_type\":\"numeric\"}")))
        .containsExactly(new Attribute("x", Attribute.Kind.NUMERIC, List.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{'index':'0','name':'x','data_type':'real'}] | the data_type 'real'",
        "[{'name':'x','data_type':'numeric'}] | the index '' of a feature is no number",
        "[{'index':'-1','name':'x','data_type':'numeric'}] | the index '-1'",
        "[{'index':'1','name':'x','data_type':'numeric'}] | 1 features, but the last has the index"
            + " 1",
        "[{'index':'0','name':'x','data_type':'date'},{'index':'0','name':'y','data_type':'date'}]"
            + " | a second feature with the index 0",
        "[] | no features",
        "[[]] | the index ''"
      })
  void featuresThatCannotBeAreRefused(String features, String reason) {
    assertRefused(features(features.replace('\'', '"')), reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{}", "{\"error\":{}}"})
  void jsonWithoutFeaturesIsRefused(String json) {
    assertRefused(json, "no features");
  }

  @Test
  void whatIsNoJsonOrXmlIsRefused() {
    assertRefused("{\"data_features\":", "no valid JSON instead of features");
    assertRefused("<html>Log in</html>", "no valid JSON instead of features");
    assertThatExceptionOfType(FetchException.class)
        .isThrownBy(() -> FeatureList.ofXml(bytes("<oml:data"), "features.xml"))
        .withMessageContaining("features.xml: no valid XML");
  }

  private static void assertRefused(String json, String reason) {
    assertThatExceptionOfType(FetchException.class)
        .isThrownBy(() -> json(json))
        .withMessageStartingWith("from here: ")
        .withMessageContaining(reason);
  }

  private static String features(String list) {
    return "{\"data_features\":{\"feature\":" + list + "}}";
  }

  private static List<Attribute> json(String json) throws IOException {
    return FeatureList.ofJson(bytes(json), "from here");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
