/// Things of AWS as others spell them, in the spelling of `aws ec2 describe-*`, so that one reader knows what the members mean.
///
/// AWS Config begins names with a small letter (`ipPermissions`), Ansible and databases write them with underscores
/// (`ip_permissions`). Tags become the list that `aws` prints, whichever way they are written.
enum AwsSpelling {
    /// A thing with all its members spelled as `aws` prints them.
    static func element(_ value: Tree) -> Tree {
        switch value {
        case .object(let members): .object(members.map(member))
        case .list(let elements): .list(elements.map(element))
        default: value
        }
    }

    private static func member(_ own: TreeMember) -> TreeMember {
        let key = name(own.key)
        let isTags = key == "Tags" || key == "TagSet"
        return TreeMember(key, isTags ? tags(own.value) : element(own.value))
    }

    /// "IpPermissionsEgress" of "ipPermissionsEgress" and of "ip_permissions_egress".
    static func name(_ key: String) -> String {
        guard key.contains("_") else { return key.first.map { $0.uppercased() + key.dropFirst() } ?? key }
        return key.split(separator: "_").map { part in part.prefix(1).uppercased() + part.dropFirst() }.joined()
    }

    /// `[{"Key": "Name", "Value": "web"}]` of that, of its small letters and of `{"Name": "web"}`; keys and values stay as they are.
    static func tags(_ value: Tree) -> Tree {
        switch value {
        case .object(let members):
            return .list(members.map { tag(.text($0.key), $0.value) })
        case .list(let elements):
            return .list(elements.map { tag($0["key"] ?? $0["Key"] ?? .null, $0["value"] ?? $0["Value"] ?? .null) })
        default: return value
        }
    }

    private static func tag(_ key: Tree, _ value: Tree) -> Tree {
        .object([TreeMember("Key", key.asText), TreeMember("Value", value.asText)])
    }
}
