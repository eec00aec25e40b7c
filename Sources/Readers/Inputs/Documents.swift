import Glibc
import CoreModel

/// Recognises a document by its content, never by its name, and gives it to the reader of its format.
enum Documents {
    enum Outcome {
        case read
        /// JSON of no known kind.
        case unknown
        /// Nothing of its own: it tells about documents beside it.
        case aside
        /// Known, and not read because nobody named it.
        case passedOver(what: String)
        /// Known, but not read by this version.
        case notReadYet(what: String, instead: String)
        /// It describes flow logs, and is read with them.
        case ofLogs
    }

    static func read(_ root: JSONValue, from origin: Origin, into collector: inout Collector) throws(JSONFault) -> Outcome {
        do {
            return switch root.kind {
            case .object: try readObject(root, depth: 0, from: origin, into: &collector)
            case .array: try readArray(root, depth: 0, from: origin, into: &collector)
            default: .unknown
            }
        } catch {
            throw error.explained
        }
    }

    private static func readObject(
        _ root: JSONValue, depth: Int, from origin: Origin, into collector: inout Collector
    ) throws(JSONFault) -> Outcome {
        if depth == 0, SnapshotReader.matches(root) {
            collector.took(.snapshot)
            try SnapshotReader.read(root, from: origin, into: &collector)
            return .read
        }
        if let outcome = EventDocument.read(root, into: &collector) { return outcome }
        if let list = root.powerShellList { return try readArray(list, depth: depth, from: origin, into: &collector) }
        if depth == 0, let outcome = try readTool(root, from: origin, into: &collector) { return outcome }
        if depth == 0, let outcome = ForeignDocument.outcome(root) { return outcome }
        if try ConfigDocument.read(root, from: origin, into: &collector) {
            collector.took(.configItems)
            return .read
        }
        if try AwsOutput.read(root, isWhole: depth == 0, from: origin, into: &collector) {
            collector.took(.awsAnswer)
            return .read
        }
        if let kind = AwsElement(root) {
            collector.took(.awsElements)
            try kind.read(JSONElements(place: root, end: root.after), from: origin, into: &collector)
            return .read
        }
        if try RowListing.read(root, from: origin, into: &collector) {
            collector.took(.rows)
            return .read
        }
        return try readFolders(root, depth: depth, from: origin, into: &collector)
    }

    /// What infrastructure tools write; nil when it is none of theirs.
    private static func readTool(
        _ root: JSONValue, from origin: Origin, into collector: inout Collector
    ) throws(JSONFault) -> Outcome? {
        if TerraformPlan.matches(root) {
            // A directory holds what is; a plan in it is asked for by its name.
            if origin.isFound { return .passedOver(what: "a Terraform plan") }
            collector.took(.terraformPlan)
            try TerraformPlan.read(root, from: origin.managed(by: .terraform, "plan"), into: &collector)
            return .read
        }
        if TerraformShow.matches(root) || TerraformState.matches(root) {
            collector.took(TerraformShow.matches(root) ? .terraformShow : .terraformState)
            let own = origin.managed(by: .terraform, "state")
            if TerraformState.isVersion3(root) {
                try RewrittenResource.read(try StateVersion3.resources(root), from: own, into: &collector)
                return .read
            }
            let found = try TerraformShow.matches(root) ? TerraformShow.found(root) : TerraformState.found(root)
            try found.read(from: own, into: &collector)
            return .read
        }
        if TerraformCode.matches(root) {
            collector.took(.terraformCode)
            try TerraformCode.read(root, from: origin.managed(by: .terraform, "code"), into: &collector)
            return .read
        }
        if PulumiStack.matches(root) {
            collector.took(.pulumiStack)
            try PulumiStack.read(root, from: origin.managed(by: .pulumi, "stack"), into: &collector)
            return .read
        }
        if CloudFormationTemplate.matches(root) {
            collector.took(.template)
            collector.templates.add(template: root, from: origin.managed(byTemplate: root))
            return .read
        }
        if CloudControl.matches(root) {
            collector.took(.cloudControl)
            try CloudControl.read(root, from: origin, into: &collector)
            return .read
        }
        if TemplateAnswer.matches(root) {
            collector.took(.template)
            try TemplateAnswer.read(root, from: origin, into: &collector)
            return .read
        }
        if TemplateSet.isManifest(root) {
            collector.took(.manifest)
            collector.templates.add(manifest: root, from: origin)
            return .aside
        }
        if root.has("encrypted_data"), root.has("encryption_version") {
            return .notReadYet(what: "an encrypted OpenTofu state", instead: "give the output of tofu show -json")
        }
        return nil
    }

    /// A list of what AWS lists, as `--query` leaves it, or of several answers.
    private static func readArray(
        _ root: JSONValue, depth: Int, from origin: Origin, into collector: inout Collector
    ) throws(JSONFault) -> Outcome {
        let elements = try root.elements()
        guard let first = elements.first else { return .unknown }
        if depth == 0, ForeignDocument.describesFlowLogs(first) { return .ofLogs }
        if EventDocument.matches(first) {
            collector.took(.events)
            for element in elements { EventDocument.read(one: element, into: &collector) }
            return .read
        }
        if try ConfigDocument.read(items: elements, of: root, from: origin, into: &collector) {
            collector.took(.configItems)
            return .read
        }
        if try RowListing.read(elements, from: origin, into: &collector) {
            collector.took(.rows)
            return .read
        }
        if let kind = AwsElement(first) {
            collector.took(.awsElements)
            try kind.read(elements, from: origin, into: &collector)
            return .read
        }
        guard depth < 2 else { return .unknown }
        var isKnown = false
        for element in elements where element.kind == .object {
            if case .read = try readObject(element, depth: depth + 1, from: origin, into: &collector) { isKnown = true }
        }
        return isKnown ? .read : .unknown
    }

    /// Answers by region, or by account and region: `{"us-east-1": {"SecurityGroups": ...}}`.
    private static func readFolders(
        _ root: JSONValue, depth: Int, from origin: Origin, into collector: inout Collector
    ) throws(JSONFault) -> Outcome {
        guard depth < 2 else { return .unknown }
        var isKnown = false
        for (key, value) in try root.members() {
            guard let origin = origin.below(key.string) else { continue }
            let outcome: Outcome
            switch value.kind {
            case .object: outcome = try readObject(value, depth: depth + 1, from: origin, into: &collector)
            case .array: outcome = try readArray(value, depth: depth + 1, from: origin, into: &collector)
            default: continue
            }
            if case .read = outcome { isKnown = true }
        }
        return isKnown ? .read : .unknown
    }

    // MARK: Broken files

    /// Whether bytes that are no JSON name something that only inputs of a known kind name.
    static func hasKnownMark(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let marks: [StaticString] = [
            "\"IpPermissions", "\"SecurityGroup", "\"NetworkInterface", "\"terraform_version\"", "\"ReservationId\"",
            "\"CidrBlock\"", "\"PrefixListId\"", "\"RouteTableId\"", "\"NetworkAclId\"", "\"NatGatewayId\"",
            "\"VpcPeeringConnectionId\"", "\"TransitGatewayId\"", "\"TransitGatewayRouteTableId\"",
            "\"TransitGatewayAttachmentId\"", "\"VpnConnectionId\"", "\"VpnGatewayId\"", "\"VpcEndpointId\"",
            "\"LoadBalancerArn\"",
            "\"CloudTrailEvent\"", "\"eventSource\"", "\"configurationItem", "\"TemplateBody\"",
            "\"ResourceDescription", "\"ip_permissions", "\"TargetGroupArn\"",
            "\"ListenerArn\"", "\"ListenerDescriptions\"", "\"TargetHealthDescriptions\"",
        ]
        let start = UnsafeBufferPointer(rebasing: bytes.prefix(1 << 16))
        return marks.contains { contains($0, start) }
    }

    /// Whether bytes contain a text that begins with a quotation mark.
    static func contains(_ text: StaticString, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let start = bytes.baseAddress else { return false }
        let length = text.utf8CodeUnitCount
        var place = 0
        while place + length <= bytes.count, let quote = memchr(start + place, Int32(UInt8(ascii: "\"")), bytes.count - place) {
            place = UnsafeRawPointer(quote) - UnsafeRawPointer(start)
            if place + length <= bytes.count, memcmp(start + place, text.utf8Start, length) == 0 { return true }
            place += 1
        }
        return false
    }
}
