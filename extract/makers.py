"""Who makes what of the units that a name rule matches: organizations, posts, people, people with posts."""

from __future__ import annotations

import re
from collections.abc import Callable

from diplograph.extract.line import Entities, Line
from diplograph.extract.make_bodies import make_body
from diplograph.extract.make_common import Made
from diplograph.extract.make_holders import make_holder
from diplograph.extract.make_organizations import make_organization
from diplograph.extract.make_people import make_person
from diplograph.extract.make_places import make_place
from diplograph.extract.make_posts import make_post
from diplograph.extract.rules import NameRule, Rules

MAKERS: dict[str, Callable[[NameRule, re.Match[str], Line, Entities, Rules], Made]] = {
    "organization": make_organization,
    "place": make_place,
    "body": make_body,
    "post": make_post,
    "person": make_person,
    "holder": make_holder,
}
