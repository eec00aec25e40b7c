import CoreModel

/// Which side of a plan is read: what stands before it is applied, or after.
public enum PlanSide: Hashable, Sendable {
    case before, after
}

/// Reads `terraform show -json` of a plan.
///
/// After is the prior state with every change made: what is destroyed is gone, what is known only after apply is left open. Before is
/// the prior state.
///
/// Source: https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
struct TerraformPlan {
    struct Change {
        var address: String
        var module: String
        var type: TerraformType
        var name: String
        var isManaged: Bool
        var actions: [String]
        var before: JSONValue?
        var after: JSONValue?
        var afterUnknown: JSONValue?

        /// Whether the instance is made anew, so that its id is known only after apply.
        var isCreating: Bool { actions.contains("create") }
    }

    let root: JSONValue
    /// The resources of the prior state by address, in its order.
    private(set) var prior: [(address: String, resource: TerraformResource)] = []
    private(set) var changes: [Change] = []

    static func matches(_ root: JSONValue) -> Bool {
        root.has("format_version") && (root.has("planned_values") || root.has("resource_changes"))
    }

    static func read(_ root: JSONValue, from origin: Origin, into collector: inout Collector) throws(JSONFault) {
        let plan = try TerraformPlan(root)
        collector.plans.append(origin.file)
        var others = 0
        for change in try root.elements("resource_changes") where ProviderAwscc.isRead(try change.requiredText("type")) {
            others += 1
        }
        if others > 0 {
            let what = others == 1 ? "1 resource" : "\(others) resources"
            collector.builder.note(
                "\(origin.file) has \(what) of the provider awscc, which are read of a state alone, not of a plan")
        }
        switch collector.options.planSide {
        case .before:
            collector.builder.note("\(origin.file) is a plan: what stands before it is applied was read")
            try TerraformResources.read(plan.prior.map(\.resource), from: origin, into: &collector)
        case .after:
            collector.builder.note("\(origin.file) is a plan: what will stand after it is applied was read")
            if try root.member("errored")?.boolean() == true {
                collector.builder.note("\(origin.file) is of a run that failed: the plan is not complete")
            } else if try root.member("complete")?.boolean() == false {
                collector.builder.note("\(origin.file) is not complete: some changes were put off to a later plan")
            }
            let managed = plan.prior.lazy.map(\.resource).filter(\.isManaged)
            collector.builder.forget(resources: managed.compactMap { (try? $0.values.text("id"))??.string })
            try RewrittenResource.read(try PlanRewriting(plan).resources(), from: origin, into: &collector)
        }
    }

    private init(_ root: JSONValue) throws(JSONFault) {
        self.root = root
        if let version = try root.text("format_version")?.string, let major = version.split(separator: ".").first, major != "0",
            major != "1"
        {
            throw try root.required("format_version").fault(
                .badValue("is \(version), expected 1.x; make the plan with an older tool"))
        }
        if let module = try root.member("prior_state")?.member("values")?.member("root_module") {
            var found = FoundResources()
            try TerraformShow.collect(module, into: &found)
            prior = found.resources.map { ($0.address, $0) }
        }
        var moved: Set<String> = []
        for value in try root.elements("resource_changes") {
            guard let type = TerraformType(try value.requiredText("type")) else { continue }
            // A deposed object is what a replacement left over: it waits for its destruction.
            if try value.text("deposed") != nil { continue }
            let change = try value.required("change")
            let actions = try change.elements("actions").map { action throws(JSONFault) in try action.text().string }
            let address = try value.requiredText("address").string
            changes.append(
                Change(
                    address: address, module: try value.text("module_address")?.string ?? "", type: type,
                    name: try value.text("name")?.string ?? "",
                    isManaged: try value.isManaged(), actions: actions,
                    before: try change.member("before"), after: try change.member("after"),
                    afterUnknown: try change.member("after_unknown")))
            if let previous = try value.text("previous_address")?.string, previous != address {
                moved.insert(previous)
            }
        }
        prior.removeAll { moved.contains($0.address) }
    }
}
