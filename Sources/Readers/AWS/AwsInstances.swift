import CoreModel

/// Reads `aws ec2 describe-instances`: `Reservations[].Instances[]`, with their interfaces.
///
/// Terminated instances have none and are gone.
///
/// Source: https://docs.aws.amazon.com/cli/latest/reference/ec2/describe-instances.html#output
enum AwsInstances {
    static func read(_ reservations: JSONElements, from origin: Origin, into collector: inout Collector) throws(JSONFault) {
        for reservation in reservations {
            for instance in try reservation.elements("Instances") {
                try read(instance: instance, from: origin, into: &collector)
            }
        }
    }

    static func read(instance value: JSONValue, from origin: Origin, into collector: inout Collector) throws(JSONFault) {
        if let state = try value.member("State")?.text("Name"), "terminated" ~= state { return }
        var instance = Instance(id: collector.intern(try value.requiredText("InstanceId")))
        instance.name = try collector.nameTag(try value.member("Tags"))
        instance.vpc = collector.intern(try value.text("VpcId"))
        instance.platform = try platform(value)
        collector.builder.add(instance)
        for interface in try value.elements("NetworkInterfaces") {
            let interface = try AwsNetworkInterfaces.interface(interface, of: instance.id, into: &collector)
            collector.builder.add(interface, listedIn: origin.argument)
            collector.builder.noteInterfaceOfInstance(interface)
        }
    }

    /// The operating system; an answer that was cut by a `--query` tells neither member.
    private static func platform(_ value: JSONValue) throws(JSONFault) -> Instance.Platform? {
        if let word = try value.text("Platform"), word.string.lowercased() == "windows" { return .windows }
        guard let details = try value.text("PlatformDetails")?.string.lowercased() else { return nil }
        return details.hasPrefix("windows") ? .windows : .linux
    }
}
