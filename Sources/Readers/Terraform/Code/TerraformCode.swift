import CoreModel
import Text

/// Reads Terraform's code in its JSON form, as CDK for Terraform writes it: `cdk.tf.json`.
///
/// It says what will stand when nothing stands yet: resources are called by their addresses, and what only Terraform or AWS can tell
/// (data sources, functions, modules) is left open under its name.
///
/// Source: https://developer.hashicorp.com/terraform/language/syntax/json
struct TerraformCode {
    private let root: Tree
    private let values: CodeValues
    private let modules: [String]
    /// The modules that were given a resource, and may add rules to it, by its address.
    private let users: [String: [String]]

    static func matches(_ root: JSONValue) -> Bool {
        guard root.has("terraform") || root.has("//") || root.has("provider"),
            let resources = (try? root.member("resource")) ?? nil,
            resources.kind == .object, let types = try? resources.members()
        else { return false }
        return types.contains { $0.value.kind == .object && ($0.key.hasPrefix("aws_") || $0.key.hasPrefix("awscc_")) }
    }

    static func read(_ root: JSONValue, from origin: Origin, into collector: inout Collector) throws(JSONFault) {
        let tree = Tree(root)
        for variable in tree["variable"]?.members ?? [] { collector.usedParameters.insert(variable.key) }
        let code = TerraformCode(tree, parameters: collector.options.parameters)
        let resources = code.resources()
        try RewrittenResource.read(resources, from: origin, into: &collector)
        for resource in resources {
            if let vpc = resource.values["vpc_id"]?.string, vpc.contains("${") {
                collector.builder.noteUnknownVpc(collector.builder.intern(vpc))
            }
        }
        collector.builder.note("\(origin.file) is code: what it would make where nothing stands was read")
        let open = Set(resources.flatMap(\.values.openNames)).sorted()
        if !open.isEmpty {
            collector.builder.note(
                "\(origin.file) leaves open: \(TextList.few(open, limit: 6, shown: 6)) (terraform show -json of its plan settles it)"
            )
        }
        for module in code.modules { collector.builder.note("\(origin.file) has the module \(module), which is not read") }
        let others = (tree["resource"]?.members ?? []).filter { $0.key.hasPrefix("awscc_") }.reduce(0) {
            $0 + $1.value.members.count
        }
        if others > 0 {
            let what = others == 1 ? "1 resource" : "\(others) resources"
            collector.builder.note("\(origin.file) has \(what) of the provider awscc, which are read of a state alone")
        }
    }

    private init(_ root: Tree, parameters: [String: String]) {
        self.root = root
        values = CodeValues(root, parameters: parameters)
        let calls = root["module"]?.members ?? []
        modules = calls.map(\.key)
        var users: [String: [String]] = [:]
        for call in calls {
            for address in CodeValues.addresses(call.value) { users[address, default: []].append(call.key) }
        }
        self.users = users
    }

    /// The resources that the code makes.
    private func resources() -> [RewrittenResource] {
        var resources: [RewrittenResource] = []
        var hasDefaults = false
        for type in root["resource"]?.members ?? [] {
            guard let known = TerraformType(rawValue: type.key) else { continue }
            if known == .defaultNetworkACL || known == .defaultRouteTable { hasDefaults = true }
            for named in type.value.members {
                // A list of one is the same as the one.
                let body = named.value.elements.first ?? named.value
                let address = "\(type.key).\(named.key)"
                var doubt: String?
                switch making(body, address) {
                case .no: continue
                case .yes: break
                case .open(let reason): doubt = reason
                }
                resources.append(
                    RewrittenResource(address: address, type: known, values: made(body, known, address, doubt: doubt)))
            }
        }
        // Every VPC comes with a table and an ACL of its own.
        if !hasDefaults {
            for vpc in resources where vpc.type == .vpc {
                resources +=
                    CloudFormationResource(logicalID: vpc.address, type: "AWS::EC2::VPC", properties: .object([])).assumedNetwork
            }
        }
        return resources
    }

    /// Whether a resource is made at all, and what decides where that is open.
    private func making(_ body: Tree, _ address: String) -> TemplateEvaluation.Outcome {
        if let count = body["count"] {
            guard let number = values.value(count).scalar.flatMap({ Int($0) }) else { return .open("the count of \(address)") }
            return number == 0 ? .no : .yes
        }
        return body["for_each"] == nil ? .yes : .open("the for_each of \(address)")
    }

    private static let meta: Set<String> = [
        "//", "count", "for_each", "depends_on", "lifecycle", "provider", "connection", "provisioner", "dynamic",
    ]

    /// The attributes of a resource, with its address as its id.
    private func made(_ body: Tree, _ type: TerraformType, _ address: String, doubt: String?) -> Tree {
        var members = [TreeMember("id", .text(address))]
        for member in body.members where !Self.meta.contains(member.key) && member.key != "id" {
            members.append(TreeMember(member.key, attribute(member, values.value(member.value))))
        }
        var result = Tree.object(members)
        for block in body["dynamic"]?.members ?? [] where ["ingress", "egress"].contains(block.key) {
            result = result.setting(
                block.key, .list((result[block.key]?.elements ?? []) + [open("the dynamic \(block.key) of \(address)")]))
        }
        if type == .group || type == .defaultGroup {
            for module in users[address] ?? [] {
                for key in ["ingress", "egress"] {
                    result = result.setting(key, .list((result[key]?.elements ?? []) + [open("module \(module)")]))
                }
            }
        }
        if type == .instance, body["network_interface"] == nil {
            result = result.setting("primary_network_interface_id", .text("\(address) (primary interface)"))
        }
        guard let doubt else { return result }
        for key in ["ingress", "egress"] {
            guard case .list(let blocks)? = result[key] else { continue }
            result = result.setting(
                key,
                .list(blocks.map { $0.unknown == nil ? $0.setting(TreeJSON.doubtKey.description, .text(doubt)) : $0 }))
        }
        return result.setting(TreeJSON.doubtKey.description, .text(doubt))
    }

    private func open(_ name: String) -> Tree { .unknown(Tree.Unknown(name: name)) }

    /// An attribute as a state has it: one block is a list of one, and an id that is open is a name of its own.
    private func attribute(_ member: TreeMember, _ value: Tree) -> Tree {
        switch member.key {
        case "ingress", "egress", "route", "entry", "vpc_config", "network_configuration":
            if case .object = value { return .list([value]) }
            return value
        case "vpc_id", "subnet_id": return value.unknown.map { $0.partial.map { .text($0) } ?? .null } ?? value
        default: return value
        }
    }
}
