package org.genlabel.data.openml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.genlabel.data.Attribute;
import org.genlabel.data.InvalidDataException;

/**
 * A dataset's columns as OpenML describes them: {@code data_features}, in the JSON of its API or
 * the XML that openml-python stores. Unlike a Parquet file it lists the values of nominal columns
 * in the order of the ARFF declaration, which determines the class indices.
 */
final class FeatureList {
  private static final String ROOT = "data_features";

  private final String source;
  private final TreeMap<Integer, Attribute> byIndex = new TreeMap<>();

  private FeatureList(String source) {
    this.source = source;
  }

  /**
   * Parses the JSON of OpenML's API.
   *
   * @param source the location it was read from, for error messages
   * @return the columns in the order of the ARFF file
   * @throws FetchException if it is not JSON, or not a list of columns numbered from 0
   */
  static List<Attribute> ofJson(byte[] json, String source) throws IOException {
    JsonNode root;
    try {
      root = new ObjectMapper().readTree(json).path(ROOT);
    } catch (JsonProcessingException e) {
      // A busy service may answer with an HTML page.
      throw FetchException.passing(
          source + ": no valid JSON instead of features", FetchException.ELSEWHERE);
    }
    FeatureList features = new FeatureList(source);
    for (JsonNode feature : oneOrMore(root.path("feature"))) {
      List<String> values = new ArrayList<>();
      oneOrMore(feature.path("nominal_value")).forEach(value -> values.add(value.asText()));
      features.add(
          feature.path("index").asText(),
          feature.path("name").asText(),
          feature.path("data_type").asText(),
          values);
    }
    return features.attributes();
  }

  /**
   * Returns the elements of a list. The service generates its JSON from XML, where a list of one
   * element is not an array.
   */
  private static Iterable<JsonNode> oneOrMore(JsonNode node) {
    return node.isArray() || node.isMissingNode() ? node : List.of(node);
  }

  /**
   * Parses the XML that openml-python stores.
   *
   * @param source the location it was read from, for error messages
   * @return the columns in the order of the ARFF file
   * @throws FetchException if it is not XML, or not a list of columns numbered from 0
   */
  static List<Attribute> ofXml(byte[] xml, String source) throws FetchException {
    List<XmlFeature> read = new ArrayList<>(List.of(new XmlFeature()));
    XmlElements.read(
        xml,
        source,
        (element, text) -> {
          if (element.equals("feature")) {
            read.add(new XmlFeature());
          } else {
            read.get(read.size() - 1).field(element, text);
          }
        });
    FeatureList features = new FeatureList(source);
    for (XmlFeature feature : read.subList(0, read.size() - 1)) {
      features.add(feature.index, feature.name, feature.type, feature.values);
    }
    return features.attributes();
  }

  /** A feature whose fields arrive one after the other. */
  private static final class XmlFeature {
    private final List<String> values = new ArrayList<>();
    private String index = "";
    private String name = "";
    private String type = "";

    void field(String element, String text) {
      switch (element) {
        case "index" -> index = text.strip();
        case "name" -> name = text;
        case "data_type" -> type = text.strip();
        case "nominal_value" -> values.add(text);
        default -> {
          // Ignored: the column's role, and its number of missing values.
        }
      }
    }
  }

  private void add(String index, String name, String type, List<String> values)
      throws FetchException {
    if (!index.matches("[0-9]{1,7}")) {
      throw refused("the index " + quoted(index) + " of a feature is no number");
    }
    Attribute attribute = attribute(name, type, values);
    if (byIndex.putIfAbsent(Integer.parseInt(index), attribute) != null) {
      throw refused("a second feature with the index " + index);
    }
  }

  private Attribute attribute(String name, String type, List<String> values) throws FetchException {
    return switch (type) {
      case "numeric" -> new Attribute(name, Attribute.Kind.NUMERIC, List.of());
      case "string" -> new Attribute(name, Attribute.Kind.STRING, List.of());
      case "date" -> new Attribute(name, Attribute.Kind.DATE, List.of());
      case "nominal" -> new Attribute(name, Attribute.Kind.NOMINAL, values);
      default ->
          throw refused(
              "feature "
                  + quoted(name)
                  + " has the data_type "
                  + quoted(type)
                  + "; nominal, numeric, string and date are known");
    };
  }

  private List<Attribute> attributes() throws FetchException {
    if (byIndex.isEmpty()) {
      throw refused("no features; " + ROOT + " with a list of them is needed");
    }
    if (byIndex.lastKey() != byIndex.size() - 1) {
      throw refused(byIndex.size() + " features, but the last has the index " + byIndex.lastKey());
    }
    return List.copyOf(byIndex.values());
  }

  private FetchException refused(String reason) {
    return FetchException.lasting(source + ": " + reason, FetchException.ELSEWHERE);
  }

  private static String quoted(String value) {
    return InvalidDataException.quoted(value);
  }
}
