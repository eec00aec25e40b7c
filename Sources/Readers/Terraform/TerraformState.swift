/// A state file of Terraform or OpenTofu, `terraform.tfstate` version 4: `resources[].instances[].attributes`.
///
/// Source: https://github.com/hashicorp/terraform/blob/main/internal/states/statefile/version4.go
enum TerraformState {
    static func matches(_ root: JSONValue) -> Bool {
        root.has("version") && (root.has("terraform_version") || root.has("lineage"))
            && (root.has("resources") || root.has("modules"))
    }

    /// Whether it is of Terraform 0.11 or before, which is read otherwise.
    static func isVersion3(_ root: JSONValue) -> Bool {
        guard let version = (try? root.member("version")) ?? nil else { return false }
        return (try? version.integer()) == 3
    }

    static func found(_ root: JSONValue) throws(JSONFault) -> FoundResources {
        let version = try root.required("version")
        guard try version.integer() == 4 else {
            throw version.fault(.badValue("is not 3 or 4, the states of Terraform 0.7 and later; upgrade it with terraform init"))
        }
        var found = FoundResources()
        for resource in try root.elements("resources") {
            let type = try resource.requiredText("type")
            guard FoundResources.isRead(type) else { continue }
            let isManaged = try resource.isManaged()
            for instance in try resource.elements("instances") {
                // A deposed one waits for its destruction; its successor is listed too. A tainted one still exists.
                if try instance.text("deposed") != nil { continue }
                try found.add(
                    type, isManaged: isManaged, try instance.required("attributes"), address: try address(resource, instance))
            }
        }
        return found
    }

    /// `module.ecs.aws_security_group.this["api"]`; empty where the state does not tell a name.
    private static func address(_ resource: JSONValue, _ instance: JSONValue) throws(JSONFault) -> String {
        guard let type = try resource.text("type")?.string, let name = try resource.text("name")?.string else { return "" }
        let module = try resource.text("module").map { "\($0.string)." } ?? ""
        guard let key = try instance.member("index_key") else { return "\(module)\(type).\(name)" }
        if let text = try? key.text().string { return "\(module)\(type).\(name)[\"\(text)\"]" }
        return (try? key.integer()).map { "\(module)\(type).\(name)[\($0)]" } ?? ""
    }
}

extension JSONValue {
    /// Whether a resource or its change is of something that Terraform keeps, not of something that it looks up.
    func isManaged() throws(JSONFault) -> Bool { try text("mode").map { "managed" ~= $0 } ?? true }
}

/// Reads `terraform show -json` of a state: `values.root_module` with resources and child modules; without a state there are no values.
///
/// Source: https://developer.hashicorp.com/terraform/internals/json-format#state-representation
enum TerraformShow {
    static func matches(_ root: JSONValue) -> Bool {
        guard root.has("format_version") else { return false }
        return root.has("values") || (try? root.members())?.allSatisfy { "format_version" ~= $0.key } ?? false
    }

    static func found(_ root: JSONValue) throws(JSONFault) -> FoundResources {
        var found = FoundResources()
        if let module = try root.member("values")?.member("root_module") { try collect(module, into: &found) }
        return found
    }

    /// Takes each resource of a module and those below it.
    static func collect(_ module: JSONValue, into found: inout FoundResources) throws(JSONFault) {
        for resource in try module.elements("resources") {
            let type = try resource.requiredText("type")
            guard FoundResources.isRead(type) else { continue }
            if try resource.text("deposed_key") != nil { continue }
            let values = try resource.required("values")
            try found.add(type, isManaged: try resource.isManaged(), values, address: try resource.text("address")?.string ?? "")
        }
        for child in try module.elements("child_modules") { try collect(child, into: &found) }
    }
}
