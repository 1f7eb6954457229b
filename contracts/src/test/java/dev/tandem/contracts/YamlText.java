package dev.tandem.contracts;

import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/** Writes YAML for people: an operation on one line, a text of several lines as such. */
final class YamlText extends Representer {
    private static final int WIDTH = 240;

    private YamlText(DumperOptions options) {
        super(options);
        representers.put(
                String.class,
                text -> representScalar(
                        Tag.STR,
                        text.toString(),
                        text.toString().contains("\n") ? ScalarStyle.LITERAL : ScalarStyle.PLAIN));
    }

    static String of(Map<String, Object> tree) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(FlowStyle.AUTO);
        options.setWidth(WIDTH);
        return new Yaml(new YamlText(options), options).dump(tree);
    }

    @Override
    protected Node representMapping(Tag tag, Map<?, ?> mapping, FlowStyle style) {
        return super.representMapping(tag, mapping, mapping.containsKey("action") ? FlowStyle.FLOW : style);
    }
}
