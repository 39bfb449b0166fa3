package org.genlabel.data.openml;

import java.io.ByteArrayInputStream;
import java.util.function.BiConsumer;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Parser for the elements of the XML that openml-python stores. Document types and entities are
 * rejected.
 */
final class XmlElements {
  private XmlElements() {}

  /**
   * Parses a document.
   *
   * @param source the location it was read from, for error messages
   * @param ended receives each element where it ends: its name without prefix, and the text right
   *     before its end
   * @throws FetchException if it is not XML
   */
  static void read(byte[] xml, String source, BiConsumer<String, String> ended)
      throws FetchException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
      StringBuilder text = new StringBuilder();
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamConstants.START_ELEMENT -> text.setLength(0);
          case XMLStreamConstants.CHARACTERS -> text.append(reader.getText());
          case XMLStreamConstants.END_ELEMENT -> {
            ended.accept(reader.getLocalName(), text.toString());
            text.setLength(0);
          }
          default -> {
            // Comments and other events are ignored.
          }
        }
      }
    } catch (XMLStreamException e) {
      throw FetchException.lasting(
          source + ": no valid XML: " + firstLine(e), "delete this file, or use another source");
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
