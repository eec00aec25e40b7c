/// A state of Terraform 0.11 and before, version 3: `modules[].resources{}`, each with its attributes as a flat map of texts.
///
/// "ingress.#" is how many blocks there are, "ingress.2541437006.from_port" a value of one; "tags.%" is how many tags.
///
/// Source: https://github.com/hashicorp/terraform/blob/v0.11.15/terraform/state.go (State, ResourceState, InstanceState)
enum StateVersion3 {
    /// The resources, as a later version would have them.
    static func resources(_ root: JSONValue) throws(JSONFault) -> [RewrittenResource] {
        var resources: [RewrittenResource] = []
        for module in try root.elements("modules") {
            // "root", then the names of the calls.
            let path = try module.elements("path").map { part throws(JSONFault) in try part.text().string }.dropFirst()
            let prefix = path.map { "module.\($0)." }.joined()
            guard let all = try module.member("resources") else { continue }
            for (key, resource) in try all.members() where resource.kind == .object {
                let isData = key.hasPrefix("data.")
                guard let type = TerraformType(try resource.requiredText("type")) else { continue }
                // One without its primary instance is about to be made or gone.
                guard let primary = try resource.member("primary"), let attributes = try primary.member("attributes") else {
                    continue
                }
                var values = try tree(attributes)
                if values["id"] == nil, let id = try primary.text("id") { values = values.setting("id", .text(id.string)) }
                resources.append(
                    RewrittenResource(address: prefix + address(key.string), type: type, isManaged: !isData, values: values))
            }
        }
        return resources
    }

    /// "aws_security_group.web.0" as "aws_security_group.web[0]".
    private static func address(_ key: String) -> String {
        guard let dot = key.lastIndex(of: "."), let index = Int(key[key.index(after: dot)...]) else { return key }
        return "\(key[..<dot])[\(index)]"
    }

    // MARK: Flat maps

    /// The parts of a flat map below one name.
    private final class Node {
        var text: String?
        var isList = false
        var isMap = false
        var order: [Substring] = []
        var parts: [Substring: Node] = [:]

        func part(_ name: Substring) -> Node {
            if let known = parts[name] { return known }
            let made = Node()
            parts[name] = made
            order.append(name)
            return made
        }
    }

    private static func tree(_ attributes: JSONValue) throws(JSONFault) -> Tree {
        let root = Node()
        for (key, value) in try attributes.members() where !value.isNull {
            let text = value.kind == .text ? value.uncheckedText.string : Tree(value).scalar ?? ""
            let name = key.string
            if name.hasSuffix(".#") || name.hasSuffix(".%") {
                let own = node(name.dropLast(2), in: root)
                if name.hasSuffix("#") { own.isList = true } else { own.isMap = true }
            } else {
                node(name[...], in: root).text = text
            }
        }
        return tree(root, key: "", depth: 0)
    }

    /// The node of a name; keys of maps may have dots in them.
    private static func node(_ name: Substring, in root: Node) -> Node {
        var node = root
        var rest = name
        var depth = 0
        while let dot = rest.firstIndex(of: "."), !node.isMap, depth < deepest {
            node = node.part(rest[..<dot])
            rest = rest[rest.index(after: dot)...]
            depth += 1
        }
        return node.part(rest)
    }

    private static let deepest = 32

    private static func tree(_ node: Node, key: Substring, depth: Int) -> Tree {
        if node.isList {
            let indices = node.order.sorted { (Int($0) ?? .max, $0) < (Int($1) ?? .max, $1) }
            return .list(indices.compactMap { name in node.parts[name].map { tree($0, key: key, depth: depth + 1) } })
        }
        if node.isMap || node.text == nil {
            let isTags = node.isMap
            return .object(
                node.order.compactMap { name in
                    node.parts[name].map { part in
                        TreeMember(String(name), isTags ? texts(part) : tree(part, key: name, depth: depth + 1))
                    }
                })
        }
        return scalar(node.text ?? "", key)
    }

    /// Values of a map stay texts.
    private static func texts(_ node: Node) -> Tree { node.text.map { .text($0) } ?? .object([]) }

    /// The attributes that are whole numbers.
    private static let numbers: Set<String> = [
        "from_port", "to_port", "rule_no", "rule_number", "icmp_type", "icmp_code", "port", "priority", "ipv6_address_count",
    ]
    /// Texts that may be "true" and mean no truth.
    private static let words: Set<String> = ["name", "description", "id", "protocol"]

    private static func scalar(_ text: String, _ key: Substring) -> Tree {
        let key = String(key)
        if text == "true" || text == "false", !words.contains(key) { return .boolean(text == "true") }
        if numbers.contains(key) { return Int(text).map { .number("\($0)") } ?? (text.isEmpty ? .null : .text(text)) }
        return .text(text)
    }
}
