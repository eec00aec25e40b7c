/// Recognises what has items of AWS Config in it, and keeps them until all inputs are there.
///
/// Snapshot and history files, `get-resource-config-history`, `batch-get-resource-config`, `get-aggregate-resource-config`,
/// `select-resource-config` and `select-aggregate-resource-config`, and notifications of a change.
///
/// Sources: https://docs.aws.amazon.com/config/latest/developerguide/example-sns-notification.html,
/// https://docs.aws.amazon.com/config/latest/APIReference/API_SelectResourceConfig.html
enum ConfigDocument {
    /// Reads a document; false where it is none of these.
    static func read(_ root: JSONValue, from origin: Origin, into collector: inout Collector) throws(JSONFault) -> Bool {
        guard let found = try items(root) else { return false }
        for item in found.items { collector.configItems.add(item, from: origin, isSnapshot: found.isSnapshot) }
        if found.isCut { collector.noteCut("resources", in: origin, mark: "nextToken") }
        return true
    }

    /// Reads items without a frame around them; false where the first is none.
    static func read(
        items elements: JSONElements, of root: JSONValue, from origin: Origin, into collector: inout Collector
    ) throws(JSONFault) -> Bool {
        guard let first = elements.first, first.has("configuration"), first.has("resourceType") || first.has("resourceId") else {
            return false
        }
        for (number, element) in elements.enumerated() {
            guard let item = try ConfigItem(element, at: "$[\(number)]") else { continue }
            collector.configItems.add(item, from: origin, isSnapshot: false)
        }
        return true
    }

    /// The items of a document, in its order.
    struct Items {
        var items: [ConfigItem] = []
        /// Whether it is a snapshot of everything that is recorded.
        var isSnapshot = false
        /// Whether it is one page of several.
        var isCut = false
    }

    /// The items of a document of any of these forms; nil where it is none of them.
    static func items(_ root: JSONValue) throws(JSONFault) -> Items? {
        guard root.kind == .object else { return nil }
        var found = Items()
        for key in ["configurationItems", "baseConfigurationItems", "BaseConfigurationItems"] as [StaticString]
        where root.has(key) {
            for (number, element) in try root.elements(key).enumerated() {
                guard let item = try ConfigItem(element, at: "$.\(key)[\(number)]") else { continue }
                found.items.append(item)
            }
            found.isSnapshot = root.has("configSnapshotId")
            found.isCut = try root.text("nextToken") != nil
            return found
        }
        // An event of EventBridge has the notification as its detail.
        if let detail = try root.member("detail"), detail.has("configurationItem") { return try items(detail) }
        for key in ["configurationItem", "ConfigurationItem"] as [StaticString] {
            guard let own = try root.member(key) else { continue }
            found.items = [try ConfigItem(own, at: "$.\(key)")].compactMap { $0 }
            return found.items.isEmpty ? nil : found
        }
        if let rows = try rows(root) { return rows }
        if root.has("resourceType"), root.has("configuration"), let own = try ConfigItem(root, at: "$") {
            found.items = [own]
            return found
        }
        return try wrapped(root)
    }

    /// The rows of a query: each is a text that holds an object.
    private static func rows(_ root: JSONValue) throws(JSONFault) -> Items? {
        guard let list = try root.member("Results"), list.kind == .array else { return nil }
        let rows = try list.elements()
        guard root.has("QueryInfo") || !rows.isEmpty && rows.allSatisfy(isRow) else { return nil }
        var found = Items(isCut: try root.text("NextToken") != nil)
        var lacking: JSONValue?
        for (number, row) in rows.enumerated() {
            let place = "$.Results[\(number)]"
            guard let tree = Tree(json: try row.text().string) else { throw row.fault(.badValue("is a text that is no JSON")) }
            if isGroupInPart(tree) { throw row.fault(.badValue(Self.lacks)) }
            if lacking == nil, tree["configuration"] == nil { lacking = row }
            if lacking == nil, tree["resourceType"] == nil { lacking = row }
            try TreeReading.read(tree, at: place) { value throws(JSONFault) in
                if let item = try ConfigItem(value, at: place) { found.items.append(item) }
            }
        }
        if found.items.isEmpty, let lacking { throw lacking.fault(.badValue(Self.lacks)) }
        return found
    }

    private static let lacks =
        "lacks what a resource is; select it whole: aws configservice select-resource-config --expression \"SELECT resourceId, "
        + "accountId, awsRegion, resourceType, configuration, relationships WHERE resourceType = 'AWS::EC2::SecurityGroup'\""

    private static func isRow(_ value: JSONValue) -> Bool {
        value.kind == .text && value.uncheckedText.hasPrefix("{")
    }

    /// Whether a row tells a part of a group, whose other rules would be missing.
    private static func isGroupInPart(_ row: Tree) -> Bool {
        guard let own = row["configuration"], case .object = own else { return false }
        let (ingress, egress) = (own["ipPermissions"] != nil, own["ipPermissionsEgress"] != nil)
        let isGroup = row["resourceType"].map { $0.string == "AWS::EC2::SecurityGroup" } ?? (own["groupId"] != nil && ingress)
        return isGroup && !(ingress && egress)
    }

    /// What a topic or a rule was sent, in its envelope: the notification is a text there.
    private static func wrapped(_ root: JSONValue) throws(JSONFault) -> Items? {
        for key in ["Message", "invokingEvent"] as [StaticString] {
            guard let own = try root.member(key), own.kind == .text else { continue }
            guard let tree = Tree(json: try own.text().string), tree["configurationItem"] != nil else { continue }
            return try TreeReading.read(tree, at: "$.\(key)") { value throws(JSONFault) in try items(value) }
        }
        return nil
    }
}
