import CoreModel

/// Reads `aws ec2 describe-managed-prefix-lists` and `describe-prefix-lists`: `PrefixLists[]`; only the latter tells the entries, as `Cidrs`.
///
/// Source: https://docs.aws.amazon.com/cli/latest/reference/ec2/describe-managed-prefix-lists.html#output
enum AwsManagedPrefixLists {
    static func read(_ lists: JSONElements, into collector: inout Collector) throws(JSONFault) {
        for value in lists {
            var list = PrefixList(id: collector.intern(try value.requiredText("PrefixListId")))
            list.name = collector.intern(try value.text("PrefixListName"))
            list.version = version(try value.text("AddressFamily"))
            if let cidrs = try value.member("Cidrs") { list.entries = try cidrs.elements().map(RuleValues.network) }
            collector.builder.add(list)
        }
    }

    static func version(_ family: JSONText?) -> IPVersion? {
        switch family {
        case .some("IPv4"): .v4
        case .some("IPv6"): .v6
        default: nil
        }
    }
}

/// Reads `aws ec2 get-managed-prefix-list-entries`: `Entries[]`.
///
/// The answer does not name its list; the file name does, if anything.
///
/// Source: https://docs.aws.amazon.com/cli/latest/reference/ec2/get-managed-prefix-list-entries.html#output
enum AwsPrefixListEntries {
    static func read(
        _ entries: JSONElements, isCut: Bool, from origin: Origin, into collector: inout Collector
    ) throws(JSONFault) {
        let networks = try entries.map { entry throws(JSONFault) in try RuleValues.network(try entry.required("Cidr")) }
        guard let id = origin.subject ?? listID(inFileName: origin.name) else {
            collector.builder.note(
                "\(origin.file) has the entries of a prefix list but not its id: put the id (pl-...) into the file's name")
            return
        }
        guard !isCut else {
            collector.builder.note("\(origin.file) has only the first page of the entries of \(id): they are not used")
            return
        }
        var list = PrefixList(id: collector.builder.intern(id))
        list.entries = networks
        list.version = networks.first?.version
        collector.builder.add(list)
    }

    /// The first `pl-` with hexadecimal digits after it.
    static func listID(inFileName name: String) -> String? {
        var rest = Substring(name)
        while let start = rest.firstRange(of: "pl-") {
            let digits = rest[start.upperBound...].prefix { $0.isASCII && $0.isHexDigit && !$0.isUppercase }
            if !digits.isEmpty { return "pl-\(digits)" }
            rest = rest[start.upperBound...]
        }
        return nil
    }
}
