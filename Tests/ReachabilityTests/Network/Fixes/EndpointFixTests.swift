import Testing

@testable import Reachability

/// Routes of gateway endpoints that are offered, in the environment of aws-network's traps.
@Suite("Fixes by gateway endpoints")
struct EndpointFixTests {
    private static let list = "list pl-s3 52.218.0.0/17 3.5.0.0/19\nservice pl-s3 s3\n"
    private static let shelf = list + "endpoint vpce-s3 gateway v s3 rtb-a1\n"
    /// Without a NAT gateway that works.
    private static let alone = shelf + "state nat-1 deleted\n"

    private static let cases: [(String, String, String, String)] = [
        (Sample.routes(a2: ""), shelf, "app -> pl-s3 tcp 443", "rtb-a2 pl-s3 vpce-s3"),
        (Sample.routes(a2: ""), shelf, "app -> pl-s3 icmp 8/0", "rtb-a2 pl-s3 vpce-s3"),
        // A NAT gateway that is gone, one that has no way out itself, and no public address behind an internet gateway.
        (Sample.routes(a2: "0.0.0.0/0 nat-0 blackhole"), shelf, "app -> pl-s3 tcp 443", "rtb-a2 pl-s3 vpce-s3"),
        (Sample.routes(a3: ""), shelf, "app -> pl-s3 tcp 443", "rtb-a2 pl-s3 vpce-s3"),
        (Sample.routes(), shelf, "web2 -> pl-s3 tcp 443", "rtb-a1 pl-s3 vpce-s3"),
        // One whose service is not told is the list's where a table leads there.
        (
            Sample.routes("pl-s3 vpce-s3; 0.0.0.0/0 igw-1", a2: ""), list + "endpoint vpce-s3 gateway v - rtb-a1",
            "app -> pl-s3 tcp 443", "rtb-a2 pl-s3 vpce-s3"
        ),
        // What it does not carry, another service's, another VPC's, one that is gone, an address alone, and none that is needed.
        (Sample.routes(a2: ""), shelf, "app -> pl-s3 udp 443", "rtb-a2 52.218.0.0/17 nat-1; rtb-a2 3.5.0.0/19 nat-1"),
        (
            Sample.routes(a2: ""), list + "endpoint vpce-db gateway v dynamodb", "app -> pl-s3 tcp 443",
            "rtb-a2 52.218.0.0/17 nat-1; rtb-a2 3.5.0.0/19 nat-1"
        ),
        (
            Sample.routes(a2: ""), list + "endpoint vpce-s3 gateway w s3", "app -> pl-s3 tcp 443",
            "rtb-a2 52.218.0.0/17 nat-1; rtb-a2 3.5.0.0/19 nat-1"
        ),
        (
            Sample.routes(a2: ""), shelf + "state vpce-s3 deleted", "app -> pl-s3 tcp 443",
            "rtb-a2 52.218.0.0/17 nat-1; rtb-a2 3.5.0.0/19 nat-1"
        ),
        (Sample.routes(a2: ""), shelf, "app -> 52.218.1.1 tcp 443", "rtb-a2 52.218.1.1/32 nat-1"),
        (Sample.routes(), shelf, "app -> pl-s3 tcp 443", ""),
        // An address of the list, or a part of it, where nothing narrower leads there; half of it is in no list.
        (Sample.routes(a2: ""), alone, "app -> 52.218.1.1 tcp 443", "rtb-a2 pl-s3 vpce-s3"),
        (Sample.routes(a2: ""), alone, "app -> 52.218.64.0/18 tcp 443", "rtb-a2 pl-s3 vpce-s3"),
        (Sample.routes(a2: ""), alone, "app -> 52.218.0.0/16 tcp 443", ""),
        (Sample.routes(a2: ""), alone, "app -> 52.219.1.1 tcp 443", ""),
        (Sample.routes(a2: ""), alone, "app -> 52.218.1.1 udp 443", ""),
    ]

    @Test("To a service's prefix list a gateway endpoint of the VPC is led to first, whatever else lacks", arguments: cases)
    func endpointRoutes(tables: String, more: String, question: String, fixes: String) throws {
        let found = try Fixes(Sample.environment(tables: tables, more: more), question)
        #expect(
            Set(found.lines) == Set(fixes.split(separator: "; ").map(String.init)),
            "\(found.lines), \(String(describing: found.none))")
    }

    @Test("Which of two gateway endpoints of a service a table gets is not for a program to say")
    func severalEndpoints() throws {
        let more = Self.shelf + "endpoint vpce-s4 gateway v s3"
        let found = try Fixes(Sample.environment(tables: Sample.routes(a2: ""), more: more), "app -> pl-s3 tcp 443")
        #expect(found.lines.isEmpty && found.reason == "vpce-s3 vpce-s4")
    }
}
