"""How much time a picture may take: a few ready sets of parameters, and the list to choose one from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from app.language import mark, tr
from app.panels.fields import ChoiceField
from app.panels.recipe import Recipe
from paella_core.params import SamplingParams

CUSTOM = mark("Custom")
CUSTOM_TIP = mark("Set under Advanced; choose another to leave all of it to that one.")
_USUAL_STEPS = 12  # of a pack that is not known yet


@dataclass(frozen=True)
class Preset:
    """Shares of the steps that the pack takes by itself, and of these how many are guided. Everything else, and a
    share of None, is left to the pack."""

    text: str
    tip: str
    steps: Fraction | None = None
    guided: Fraction | None = None

    def params(self, defaults: SamplingParams | None) -> SamplingParams:
        """What it sets, for a pack that has these values of its own; None: they are not known yet."""
        if self.steps is None or self.guided is None:
            return SamplingParams()
        usual = (defaults and defaults.steps) or _USUAL_STEPS
        steps = max(1, round(usual * self.steps))
        return SamplingParams(steps=steps, guided_steps=max(1, round(steps * self.guided)))


# A guided step asks the network twice, and its last third hardly shows: of 12 steps, "live" is 7 questions of 24,
# "fast" 10 and "balanced" 15. Over 48 prompts `mini` keeps time of day, season and weather with each of them; colours
# come as asked in 88 % with all steps, in 79 % with "live" and "fast". Below half of the steps small parts fray.
PRESETS = (
    Preset(
        mark("Live"),
        mark("A third of the time: for live mode and quick looks. Colours and places come as asked, small parts fray."),
        Fraction(5, 12),
        Fraction(2, 5),
    ),
    Preset(
        mark("Fast"),
        mark("Less than half of the time: half of the steps. Coarser shapes; good for trying out."),
        Fraction(1, 2),
        Fraction(2, 3),
    ),
    Preset(
        mark("Balanced"),
        mark("Two thirds of the time: three quarters of the steps. Hardly to be told from all of them."),
        Fraction(3, 4),
        Fraction(2, 3),
    ),
    Preset(mark("As published"), mark("Everything as the pack's makers chose it.")),
)


class PresetField(ChoiceField):
    """Shows which preset the parameters are, and changes them to another. Seed and count stay as they are."""

    def __init__(self, recipe: Recipe) -> None:
        super().__init__([[*((preset, tr(preset.text)) for preset in PRESETS), (CUSTOM, tr(CUSTOM))]])
        self._recipe = recipe
        self._defaults: SamplingParams | None = None
        self.setAccessibleName(tr("Preset"))
        self.set_tips({**{preset: tr(preset.tip) for preset in PRESETS}, CUSTOM: tr(CUSTOM_TIP)})
        self.forbid(CUSTOM)
        self.chosen.connect(self._choose)
        recipe.changed.connect(self.refresh)
        self.refresh()

    def set_defaults(self, defaults: SamplingParams | None) -> None:
        """The pack's own values, of which presets are shares. A preset that is chosen stays chosen."""
        chosen = self._matching()
        self._defaults = defaults
        if isinstance(chosen, Preset):
            self._choose(chosen)
        self.refresh()

    def refresh(self) -> None:
        """Show what the parameters are."""
        shown = self._matching()
        self.show_value(shown)
        tip = shown.tip if isinstance(shown, Preset) else CUSTOM_TIP
        self.setToolTip(tr(tip))

    def _matching(self) -> Preset | str:
        params = replace(self._recipe.params, seed=None, count=1)
        return next((preset for preset in PRESETS if preset.params(self._defaults) == params), CUSTOM)

    def _choose(self, preset: Preset) -> None:
        kept = self._recipe.params
        params = replace(preset.params(self._defaults), seed=kept.seed, count=kept.count)
        self._recipe.take(replace(self._recipe.wanted, params=params))
